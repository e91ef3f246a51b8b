/** Under which the proxy tells a page the path that was asked for; whatever a visitor sends there is replaced. */
export const PATH_HEADER = 'x-strata-path';
