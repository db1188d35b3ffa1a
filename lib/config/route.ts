import { z } from 'zod';
import { type Complaint, complain } from './complaint.ts';
import { readPathPattern } from './path-pattern.ts';
import { fields, textBy } from './schema.ts';

/** What API Gateway can route: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-method-settings.html */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

function readMethod(text: string): string | Complaint {
  if (METHODS.some((method) => method === text)) return text;
  const meant = METHODS.find((method) => method === text.toUpperCase());
  return complain('is not an HTTP method', meant ? `write '${meant}'` : `use ${METHODS.join(', ')}`);
}

/** An HTTP method in capitals. */
export const METHOD = textBy(readMethod);
/** A path pattern below an upstream's mount. */
export const PATH_PATTERN = textBy(readPathPattern);
/** Methods that are allowed on the paths of one pattern. */
export const ROUTE = fields({ methods: z.array(METHOD).min(1), path: PATH_PATTERN });
