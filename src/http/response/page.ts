/** One page of a longer list: what an endpoint that paginates returns. */
export class Page<Item> {
  constructor(
    readonly items: readonly Item[],
    /** Matches across all pages. */
    readonly total: number,
  ) {}

  map<Other>(toOther: (item: Item) => Other): Page<Other> {
    return new Page(this.items.map(toOther), this.total);
  }
}
