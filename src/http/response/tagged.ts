/**
 * An answer with its version: it goes out with an `ETag`, or as a 304 to a client that has that version. Without a tag it
 * tells of something that is no more.
 */
export class Tagged<Body> {
  constructor(
    readonly tag: string | undefined,
    readonly body: Body,
  ) {}
}
