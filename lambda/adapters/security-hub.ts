import type { Finding } from '../domain/response/finding.ts';
import type { FindingDesk } from '../flows/response/response-ports.ts';
import type { Post, PostAnswer } from './signed-post.ts';

/** Files findings in Security Hub (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html). */
export class SecurityHub implements FindingDesk {
  readonly #post: (post: Post) => Promise<PostAnswer>;

  constructor(post: (post: Post) => Promise<PostAnswer>) {
    this.#post = post;
  }

  async open(finding: Finding): Promise<void> {
    const body = JSON.stringify({ Findings: [finding] });
    const to = { service: 'securityhub', path: '/findings/import', contentType: 'application/json' } as const;
    const { status, text } = await this.#post({ ...to, body });
    // It answers 200 also where it took nothing, and says why for each finding.
    const failed = /"ErrorCode"\s*:\s*"(\w+)"/.exec(text)?.[1];
    if (status === 200 && /"SuccessCount"\s*:\s*1\b/.test(text)) return;
    throw new FindingRefused(failed ?? `status ${status}`);
  }
}

/** Security Hub has not taken a finding. Named by its own code, because its text repeats what was sent. */
class FindingRefused extends Error {
  constructor(code: string) {
    super('the finding was not taken');
    this.name = code;
  }
}
