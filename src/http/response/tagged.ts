/** An answer with its version: it goes out with an `ETag`, or as a 304 to a client that has that version. */
export class Tagged<Body> {
  constructor(
    readonly tag: string,
    readonly body: Body,
  ) {}
}
