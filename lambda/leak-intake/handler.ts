import { asFault, type Fault } from '../domain/fault.ts';
import { type TakeReportDeps, takeReport } from '../flows/leak/take-report.ts';
import { callIdOf } from '../http/gateway-event.ts';
import { problemResponse } from '../http/problem-response.ts';
import { type ReportEvent, readReport } from '../http/read-report.ts';

export interface LeakIntakeDeps extends TakeReportDeps {
  readonly logFault: (fault: Fault, callId: string) => void;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
interface ReportAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers `POST /leaks/github` with what each match is, once every key in it is told of. */
export const createHandler =
  (deps: LeakIntakeDeps) =>
  async (event: ReportEvent): Promise<ReportAnswer> => {
    try {
      const labels = await takeReport(deps, reportOf(deps, event));
      const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
      return { statusCode: 200, headers, body: JSON.stringify(labels) };
    } catch (error) {
      const fault = asFault(error);
      if (fault.code === 'internal') deps.metrics.count('LeakIntakeFailed');
      deps.logFault(fault, callIdOf(event));
      const { status, headers, body } = problemResponse(fault, callIdOf(event));
      return { statusCode: status, headers: Object.fromEntries(headers), body };
    }
  };

/** What is refused before anything is looked at is not known to be GitHub's: it is counted, and pages nobody. */
function reportOf({ metrics }: LeakIntakeDeps, event: ReportEvent) {
  try {
    return readReport(event);
  } catch (error) {
    metrics.count('LeakReportRefused');
    throw error;
  }
}
