import { type Asking, Threads } from '../limits/threads.ts';
import type { Picture } from './picture.ts';
import type { Drawn } from './picture-thread.ts';

/** The largest picture takes a hundredth of this. */
const DRAW_MS_MAX = 20_000;

/** Draws pictures on threads of their own. */
export class Painter {
  readonly #threads = new Threads<Picture, Drawn>({
    module: new URL('./picture-thread.ts', import.meta.url),
    jobMsMax: DRAW_MS_MAX,
  });

  /**
   * The picture as a PNG.
   * @throws Error when it can't be drawn; GraphQLError RATE_LIMITED when the caller's others take too long
   */
  async draw(picture: Picture, asking: Asking): Promise<Uint8Array> {
    const drawn = await this.#threads.do(picture, asking);
    if ('problem' in drawn) throw new Error(`A picture could not be drawn: ${drawn.problem}`);
    return drawn.png;
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}
