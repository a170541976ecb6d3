/** What a link of GitHub can stand for. */

export interface RepositoryLink {
  readonly kind: 'repository';
  readonly owner: string;
  readonly name: string;
}

/** A folder or a file of a repository, in one of its states. */
export interface PlaceLink {
  readonly kind: 'place';
  readonly owner: string;
  readonly name: string;
  /** What the link says that it shows. */
  readonly shows: 'tree' | 'blob';
  /** A ref and a path, decoded: where the one ends, only the branches and tags of the repository tell. Never empty. */
  readonly segments: readonly string[];
}

export type GitHubLink =
  | RepositoryLink
  | PlaceLink
  | { readonly kind: 'owner'; readonly owner: string }
  | { readonly kind: 'gist'; readonly id: string }
  | { readonly kind: 'gists'; readonly owner: string };

export interface Unsupported {
  readonly kind: 'unsupported';
  readonly because: string;
  readonly hint: string;
}
