import type { PageText } from '../domain/response/page-text.ts';
import type { Pager } from '../flows/response/response-ports.ts';
import type { Post, PostAnswer } from './signed-post.ts';

/** Nothing was sent where nobody was reached. */
const UNREACHED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;

/**
 * Publishes to a topic (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html), once: a topic would deliver a repetition
 * again. An answer that is no success means that nothing was published; no answer means that nobody knows.
 */
export class SnsPager implements Pager {
  readonly #post: (post: Post) => Promise<PostAnswer>;
  readonly #topicArn: string;
  readonly #onFailure: (error: unknown) => void;

  constructor(
    post: (post: Post) => Promise<PostAnswer>,
    topicArn: string,
    onFailure: (error: unknown) => void,
  ) {
    this.#post = post;
    this.#topicArn = topicArn;
    this.#onFailure = onFailure;
  }

  async send({ subject, message }: PageText): Promise<'sent' | 'refused' | 'unsure'> {
    const form = { Action: 'Publish', Version: '2010-03-31', TopicArn: this.#topicArn };
    const body = new URLSearchParams({ ...form, Subject: subject, Message: message }).toString();
    const contentType = 'application/x-www-form-urlencoded; charset=utf-8';
    try {
      const { status, text } = await this.#post({ service: 'sns', path: '/', contentType, body });
      if (status === 200) return 'sent';
      this.#onFailure({ name: /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? `status ${status}` });
      return 'refused';
    } catch (error) {
      this.#onFailure(error);
      return UNREACHED.test(String(Object(error).code)) ? 'refused' : 'unsure';
    }
  }
}
