/** An answer as the JSON that goes out when a call is made, and again when it is repeated. */
export class KeptAnswer {
  constructor(
    readonly json: string,
    readonly tag: string | null,
    readonly isReplay: boolean,
  ) {}
}
