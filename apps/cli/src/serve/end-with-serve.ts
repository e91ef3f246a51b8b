/* Loaded first into a process of somebody else's program, which then ends with the one that started it. */
import { endWithParent } from '../end-with-parent.ts';

/** Pages without an API have nothing to finish, and whoever starts again waits for their port. */
const END_MS_MAX = 1_000;

endWithParent({ endMsMax: END_MS_MAX });
