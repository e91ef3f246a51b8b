export { openSeededStore, seedHome } from './seeded-home.ts';
