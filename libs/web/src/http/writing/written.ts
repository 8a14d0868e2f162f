import type { Written } from '@ttg/event-sourcing';

/** The whole of an answer to a write, as it is sent and kept. It has room for ids and nothing else. */
export interface AnswerContent {
  readonly status: number;
  readonly ids: Readonly<Record<string, string>>;
  readonly revision?: number;
  readonly position?: string;
  readonly location?: string;
}

const id = /^[A-Za-z0-9-]{1,64}$/;

/** What a handler of a write returns: `written(…)`. */
export class Answer implements AnswerContent {
  readonly status: number;
  readonly ids: Readonly<Record<string, string>>;
  readonly revision?: number;
  readonly position?: string;
  readonly location?: string;

  private constructor(
    content: AnswerContent,
    readonly isRepeated: boolean,
  ) {
    for (const [name, value] of Object.entries(content.ids)) {
      if (!id.test(value)) throw new Error(`${name} is not an id: the answer to a write is kept, and holds no values.`);
    }
    this.status = content.status;
    this.ids = content.ids;
    this.revision = content.revision;
    this.position = content.position;
    this.location = content.location;
  }

  /** What `result` says of a write; nothing is 204. */
  static of(result: Answer | undefined): Answer {
    return result ?? new Answer({ status: 204, ids: {} }, false);
  }

  static first(content: AnswerContent): Answer {
    return new Answer(content, false);
  }

  /** The answer that was kept, sent once more. */
  static repeated(content: AnswerContent): Answer {
    return new Answer(content, true);
  }

  toJSON(): AnswerContent {
    const { status, ids, revision, position, location } = this;
    return { status, ids, revision, position, location };
  }
}

/** @returns whether a handler's result is an answer that may be kept. */
export const isKeepable = (result: unknown): result is Answer | undefined =>
  result === undefined || result instanceof Answer;

export type WrittenAnswer = Answer;

/**
 * The answer to a write: `ETag` is the stream's revision, `Event-Position` the place to read after.
 * @param ids of what was made or changed; ids and codes only
 * @param how `location`: where it stands now, which makes it 201; `status` for another
 */
export const written = (
  result: Written,
  ids: Readonly<Record<string, string>> = {},
  how: { readonly location?: string; readonly status?: number } = {},
): WrittenAnswer =>
  Answer.first({
    status: how.status ?? (how.location === undefined ? 200 : 201),
    ids,
    // Nothing was decided about a stream that is not there: it has no revision to tell.
    revision: result.revision < 0 ? undefined : result.revision,
    position: result.position,
    location: how.location,
  });

/** The answer to a form: see the page at `url`, as it is after this write. */
export const writtenThenSee = (result: Written, url: string): WrittenAnswer => {
  const [beforeFragment = '', fragment] = url.split('#', 2);
  const after =
    result.position && `${beforeFragment.includes('?') ? '&' : '?'}after=${encodeURIComponent(result.position)}`;
  const location = `${beforeFragment}${after ?? ''}${fragment === undefined ? '' : `#${fragment}`}`;
  return written(result, {}, { location, status: 303 });
};
