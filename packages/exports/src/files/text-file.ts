import { type FileHandle, open } from 'node:fs/promises';

/** Characters that are gathered before they are written. */
const GATHERED = 1 << 16;

/** A new file that text is added to, of which memory holds little. */
export class TextFile {
  readonly #file: FileHandle;
  #text: string[] = [];
  #length = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Has some work write a file, and waits until the disk has it.
   * @throws the system's error, and what the work throws
   */
  static async write<Result>(path: string, work: (file: TextFile) => Promise<Result>): Promise<Result> {
    const handle = await open(path, 'wx');
    try {
      const file = new TextFile(handle);
      const result = await work(file);
      await file.#flush();
      await handle.sync();
      return result;
    } finally {
      await handle.close();
    }
  }

  async add(text: string): Promise<void> {
    this.#text.push(text);
    this.#length += text.length;
    if (this.#length >= GATHERED) await this.#flush();
  }

  async #flush(): Promise<void> {
    await this.#file.writeFile(this.#text.join('').toWellFormed());
    [this.#text, this.#length] = [[], 0];
  }
}
