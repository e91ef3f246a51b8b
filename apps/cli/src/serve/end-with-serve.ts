/* Loaded first into a process of somebody else's program, which then ends with the one that started it. */
import { endWithParent } from '../end-with-parent.ts';

endWithParent();
