import type { Place } from './place.ts';

/** What `Ref` and `Fn::GetAtt` answer for one resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Subject {
  readonly place: Place;
  readonly logicalId: string;
  /** A property's resolved text, for resources that are named by the template. */
  property(name: string): string | undefined;
}

/** `Ref` and `Fn::GetAtt` of a resource, by its type. */
export type Shapes = Readonly<Record<string, (subject: Subject) => Identity>>;
