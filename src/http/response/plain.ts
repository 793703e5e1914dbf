/** An answer that goes out as it is, on a path where others get an envelope. */
export class Plain {
  constructor(readonly body: object) {}
}
