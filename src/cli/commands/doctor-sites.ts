/** `goldpan doctor --sites`: does each platform still answer, and still look as its crawler knows it? */
import { checkSite, type SiteFinding, type SiteVerdict } from '../../pipeline/check-site.ts';
import { KNOWN_PAGES, type KnownPage } from '../../pipeline/known-pages.ts';
import { openSession, type Session } from '../session.ts';
import { paint } from '../terminal.ts';

/** What a test puts in place of the real ones. */
export interface DoctorSitesDeps {
  readonly pages: readonly KnownPage[];
  readonly open: () => Promise<Session>;
}

const REAL: DoctorSitesDeps = {
  pages: KNOWN_PAGES,
  open: () => openSession({ database: false }),
};

const MARKS: Readonly<
  Record<SiteVerdict, { readonly mark: string; readonly style: 'green' | 'red' | 'yellow' }>
> = {
  works: { mark: '✓', style: 'green' },
  blocked: { mark: '✗', style: 'red' },
  unreachable: { mark: '!', style: 'yellow' },
  changed: { mark: '✗', style: 'red' },
};

/** @returns the exit code: 0 only where every page works */
export async function doctorSites({ pages, open }: DoctorSitesDeps = REAL): Promise<number> {
  await using session = await open();
  // All at once: the pages of one host wait for each other in the fetcher.
  const checks = pages.map((page) => checkSite(page, session));
  let exitCode = 0;
  for (const check of checks) {
    const finding = await check;
    if (finding.verdict !== 'works') exitCode = 1;
    console.log(findingLines(finding).join('\n'));
  }
  return exitCode;
}

function findingLines({ page, verdict, failure }: SiteFinding): string[] {
  const { platform, what, link } = page;
  const { mark, style } = MARKS[verdict];
  const name = `${platform}, ${what}`.padEnd(23);
  return [
    `${paint(style, `${mark} ${verdict.padEnd(11)}`)} ${name} ${link}`,
    ...(failure === undefined
      ? []
      : [
          `    ${paint('bold', failure.code)}: ${failure.message}`,
          `    ${paint('dim', failure.hint)}`,
        ]),
  ];
}
