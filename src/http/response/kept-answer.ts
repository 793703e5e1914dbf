/** An answer as the JSON that goes out when a call is made, and again when it is repeated. */
export class KeptAnswer {
  constructor(
    /** `null`: the body is empty. */
    readonly json: string | null,
    readonly tag: string | null,
    readonly isReplay: boolean,
  ) {}
}
