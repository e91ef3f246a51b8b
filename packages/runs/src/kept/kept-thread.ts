import { parentPort, workerData } from 'node:worker_threads';
import { type KeptAnswer, type KeptQuestion, StrataError } from '@strata/domain';
import { answerImage } from './answer-image.ts';
import { answerRangeImages, answerRangeMasks } from './answer-range-images.ts';
import { answerScore } from './answer-score.ts';

/** What a thread is started with. */
interface KeptThreadData {
  /** Folder with the cache. */
  readonly home: string;
}

const { home } = workerData as KeptThreadData;

parentPort?.on('message', (question: KeptQuestion) => {
  parentPort?.postMessage(answerOf(question));
});

function answerOf(question: KeptQuestion): KeptAnswer {
  try {
    switch (question.kind) {
      case 'score':
        return answerScore(home, question);
      case 'image':
        return answerImage(home, question);
      case 'rangeImages':
        return answerRangeImages(home, question);
      case 'rangeMasks':
        return answerRangeMasks(home, question);
    }
  } catch (error) {
    // What is written for people says nothing of folders only where it is a formula's fault; the API decides what it shows.
    return { kind: 'problem', problem: error instanceof StrataError ? error.message : String(error) };
  }
}
