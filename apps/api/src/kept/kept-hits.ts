import type {
  ImageAnswer,
  ImageQuestion,
  KeptAnswer,
  KeptQuestion,
  RangeImagesAnswer,
  RangeImagesQuestion,
  RangeMasksAnswer,
  RangeMasksQuestion,
  ScoreAnswer,
  ScoreQuestion,
} from '@strata/domain';
import { type Asking, Threads } from '../limits/threads.ts';

/** The largest file that is kept is read in a tenth of this. */
const ANSWER_MS_MAX = 20_000;

/** Where what runs hit is kept, and who reads it: a module whose threads answer one question a message. */
export interface KeptSource {
  /** The module; it is started with `{ home }`. */
  readonly module: URL;
  /** Folder with the cache. */
  readonly home: string;
}

/** Asks for one caller what can be asked of kept hits. */
export interface AskKept {
  score(question: Omit<ScoreQuestion, 'kind'>): Promise<ScoreAnswer>;
  image(question: Omit<ImageQuestion, 'kind'>): Promise<ImageAnswer>;
  rangeImages(question: Omit<RangeImagesQuestion, 'kind'>): Promise<RangeImagesAnswer>;
  rangeMasks(question: Omit<RangeMasksQuestion, 'kind'>): Promise<RangeMasksAnswer>;
}

/** Answers on threads of their own: reading hundreds of megabytes keeps nobody else waiting, and a caller has one at a time. */
export class KeptHits {
  readonly #threads: Threads<KeptQuestion, KeptAnswer>;

  constructor({ module, home }: KeptSource) {
    this.#threads = new Threads({ module, workerData: { home }, jobMsMax: ANSWER_MS_MAX });
  }

  /** What a caller may ask. */
  for(asking: Asking): AskKept {
    return {
      score: async (question) => (await this.#ask({ kind: 'score', ...question }, asking)) as ScoreAnswer,
      image: async (question) => (await this.#ask({ kind: 'image', ...question }, asking)) as ImageAnswer,
      rangeImages: async (question) =>
        (await this.#ask({ kind: 'rangeImages', ...question }, asking)) as RangeImagesAnswer,
      rangeMasks: async (question) =>
        (await this.#ask({ kind: 'rangeMasks', ...question }, asking)) as RangeMasksAnswer,
    };
  }

  close(): Promise<void> {
    return this.#threads.close();
  }

  /** @throws Error when it can't be answered; GraphQLError RATE_LIMITED when the caller's others take too long */
  async #ask(question: KeptQuestion, asking: Asking): Promise<KeptAnswer> {
    const answer = await this.#threads.do(question, asking);
    if (answer.kind === 'problem') throw new Error(`Kept hits could not be read: ${answer.problem}`);
    return answer;
  }
}
