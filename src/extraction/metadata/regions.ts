/** Parts of a page that tell of something else than its article: menus, footers, comments, links to other articles. */

export interface Region {
  readonly inside: Region | undefined;
  elsewhere: boolean;
  /** Is it called a sidebar? So are the layouts of pages that have one. */
  readonly isSidebar: boolean;
  /** Characters of its prose. */
  prose: number;
}

/** Of the page's prose; what stands beside an article is not that long. */
const MOST_BESIDE = 0.6;

/** Keeps the regions of a page while it is walked; what their lines belong to is known at its end. */
export class Regions {
  readonly #all: Region[] = [];
  readonly page: Region = {
    inside: undefined,
    elsewhere: false,
    isSidebar: false,
    prose: 0,
  };

  begin(inside: Region, isSidebar: boolean): Region {
    const region = { inside, elsewhere: true, isSidebar, prose: 0 };
    this.#all.push(region);
    return region;
  }

  /** What holds the page's heading is the page, whatever its classes say. */
  isPage(inner: Region): void {
    for (let region: Region | undefined = inner; region?.elsewhere; region = region.inside)
      region.elsewhere = false;
  }

  /** What is within such a region is elsewhere too, unless it is most of the page. */
  end(): void {
    for (const { inside, prose } of this.#all.toReversed()) if (inside) inside.prose += prose;
    for (const region of this.#all) {
      const isLayout = region.isSidebar && region.prose > MOST_BESIDE * this.page.prose;
      region.elsewhere = (region.elsewhere && !isLayout) || region.inside?.elsewhere === true;
    }
  }
}
