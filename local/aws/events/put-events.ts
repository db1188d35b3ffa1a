import { isObject, type JsonObject } from '../../assembly/template.ts';
import { DEFAULT_BUS } from '../../plan/plan-events.ts';
import { AwsError } from '../aws-error.ts';
import type { Input, Operation } from '../operation.ts';
import type { EventRouter } from './event-router.ts';
import type { RuleBook } from './rule-book.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const ENTRIES_MAX = 10;
const ENTRIES_BYTES_MAX = 262_144;

/** An entry that is refused does not keep the others back. */
export const putEvents = (rules: RuleBook, router: EventRouter): Operation => ({
  action: 'events:PutEvents',
  resources: (input) => [...new Set(entriesOf(input).map((entry) => busArn(rules, entry)))],
  run: async (input) => {
    const entries = entriesOf(input);
    if (entries.length < 1 || entries.length > ENTRIES_MAX)
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${ENTRIES_MAX}`,
      );
    if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > ENTRIES_BYTES_MAX)
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    const Entries: object[] = [];
    for (const entry of entries) Entries.push(await putOne(rules, router, entry));
    return { FailedEntryCount: Entries.filter((e) => 'ErrorCode' in e).length, Entries };
  },
});

const entriesOf = ({ Entries }: Input): readonly JsonObject[] =>
  Array.isArray(Entries) ? Entries.map((entry: unknown) => (isObject(entry) ? entry : {})) : [];

const busName = (entry: JsonObject): string => String(entry['EventBusName'] ?? DEFAULT_BUS);

const busArn = (rules: RuleBook, entry: JsonObject): string =>
  rules.bus(busName(entry))?.arn ?? busName(entry);

const failure = (ErrorCode: string, ErrorMessage: string): object => ({ ErrorCode, ErrorMessage });
const missing = (name: string): object =>
  failure('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);

async function putOne(rules: RuleBook, router: EventRouter, entry: JsonObject): Promise<object> {
  const { Source, DetailType, Detail, Resources, Time } = entry;
  if (typeof Source !== 'string' || Source === '') return missing('Source');
  if (typeof DetailType !== 'string' || DetailType === '') return missing('DetailType');
  if (typeof Detail !== 'string' || Detail === '') return missing('Detail');
  if (Source.startsWith('aws.'))
    return failure('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = parse(Detail);
  if (!isObject(detail)) return failure('MalformedDetail', 'Detail is malformed.');
  const bus = rules.bus(busName(entry));
  if (bus === undefined)
    return failure(
      'InvalidArgument',
      `Parameter EventBusName is not valid. Reason: ${busName(entry)} does not exist.`,
    );
  const EventId = await router.put(bus.name, {
    source: Source,
    detailType: DetailType,
    detail,
    ...(Array.isArray(Resources) ? { resources: Resources.map(String) } : {}),
    ...(typeof Time === 'number' ? { at: Time * 1000 } : {}),
  });
  return { EventId };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function bytesOf({ Source, DetailType, Detail, Resources, Time }: JsonObject): number {
  const texts = [Source, DetailType, Detail, ...(Array.isArray(Resources) ? Resources : [])];
  const bytes = texts.reduce<number>(
    (sum, text) => sum + (typeof text === 'string' ? Buffer.byteLength(text) : 0),
    0,
  );
  return bytes + (Time === undefined ? 0 : 14);
}
