/** Parts of a page that tell of something else than its article: menus, footers, comments, links to other articles. */

export interface Region {
  readonly inside: Region | undefined;
  elsewhere: boolean;
}

/** Keeps the regions of a page while it is walked; what their lines belong to is known at its end. */
export class Regions {
  readonly #all: Region[] = [];
  readonly page: Region = { inside: undefined, elsewhere: false };

  begin(inside: Region): Region {
    const region = { inside, elsewhere: true };
    this.#all.push(region);
    return region;
  }

  /** What holds the page's heading is the page, whatever its classes say. */
  isPage(inner: Region): void {
    for (let region: Region | undefined = inner; region?.elsewhere; region = region.inside)
      region.elsewhere = false;
  }

  /** What is within such a region is elsewhere too. */
  end(): void {
    for (const region of this.#all) region.elsewhere ||= region.inside?.elsewhere === true;
  }
}
