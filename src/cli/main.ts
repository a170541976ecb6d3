#!/usr/bin/env node
/** The command line: reads the words, runs the command, turns errors into sentences and exit codes. */
import { Argument, Command, CommanderError, Option } from 'commander';
import packageJson from '#package' with { type: 'json' };
import { loadEnvFile } from '../config.ts';
import { CrawlError } from '../errors.ts';
import { STAGES } from '../fleet/stage.ts';
import { MAX_LINKS_A_SOURCE } from '../pipeline/limits.ts';
import { DEFAULT_CONCURRENCY } from '../queue/in-process.ts';
import { age, wholeNumber } from './options.ts';
import { paint } from './terminal.ts';

const concurrency = new Option('--concurrency <n>', 'links crawled at the same time, one a host')
  .argParser(wholeNumber(1, 256))
  .default(DEFAULT_CONCURRENCY);
const maxLinks = new Option(
  '--max-links <n>',
  'links of one source that are followed; what is left out is said',
)
  .argParser(wholeNumber(1, 100_000))
  .default(MAX_LINKS_A_SOURCE);
const json = new Option('--json', 'print JSON instead of text');

/** Each command is loaded when it is asked for, so that help and refusals come at once. */
function commandLine(finish: (exitCode: number) => void): Command {
  const program = new Command('goldpan')
    .description(packageJson.description)
    .version(packageJson.version)
    .showSuggestionAfterError()
    .showHelpAfterError('(goldpan --help lists the commands, goldpan <command> --help its options)')
    .exitOverride();

  program
    .command('crawl')
    .description('crawl one link, and the links it leads to')
    .addArgument(
      new Argument(
        '<link>',
        'post, article, repository, profile, publication, or export archive (./export.zip)',
      ),
    )
    .requiredOption('--user <name>', 'whose writing it is, as "First Last"')
    .option('--site <url>', 'where the publication of a Substack export is')
    .option('--dry-run', 'extract and print; needs no database, stores nothing, follows nothing')
    .addOption(new Option('--json', 'print one JSON object a line'))
    .addOption(concurrency)
    .addOption(maxLinks)
    .action(async (link, options) => {
      const { crawl } = await import('./commands/crawl.ts');
      finish(await crawl(link, options));
    });

  program
    .command('discover')
    .description('list what a source would give, without crawling it; needs no database')
    .addArgument(new Argument('<link>', 'profile, publication, owner, blog or feed'))
    .option('--user <name>', 'only what is by "First Last", where the source names its authors')
    .addOption(json)
    .addOption(maxLinks)
    .action(async (link, options) => {
      const { discoverLinks } = await import('./commands/discover.ts');
      finish(await discoverLinks(link, options));
    });

  program
    .command('ingest')
    .description('crawl all links of a links file')
    .argument('[file]', 'JSON array of {"user", "links"}', 'links.json')
    .addOption(concurrency)
    .addOption(maxLinks)
    .option('--ignore-robots', 'do not ask robots.txt of hosts that the person "owns" in the file')
    .action(async (file, options) => {
      const { ingestFile } = await import('./commands/ingest.ts');
      finish(await ingestFile(file, options));
    });

  program
    .command('refresh')
    .description('look again at what is due, and for what is new at the sources')
    .addOption(
      new Option(
        '--older-than <age>',
        'everything whose last crawl is longer ago, instead of what is due: 12h, 7d, 4w',
      ).argParser(age),
    )
    .option('--user <name>', 'the links of this person only')
    .addOption(concurrency)
    .addOption(maxLinks)
    .addOption(
      new Option(
        '--ignore-robots [file]',
        'do not ask robots.txt of hosts that the person "owns" in this links file',
      ).preset('links.json'),
    )
    .action(async (options) => {
      const { refreshDue } = await import('./commands/refresh.ts');
      finish(await refreshDue(options));
    });

  program
    .command('status')
    .description('what the ledger says: links by state and platform, failures with reasons')
    .addOption(json)
    .action(async (options) => {
      const { status } = await import('./commands/status.ts');
      finish(await status(options));
    });

  program
    .command('show')
    .description('print one stored document')
    .addArgument(new Argument('<link or id>', 'link as you crawled it, or the _id of a document'))
    .addOption(json)
    .action(async (linkOrId, options) => {
      const { show } = await import('./commands/show.ts');
      finish(await show(linkOrId, options));
    });

  program
    .command('extract')
    .description('extract the article of a page that you have; fetches and stores nothing')
    .addArgument(new Argument('<file>', 'HTML file, or - for standard input'))
    .requiredOption('--url <address>', 'where the page is from')
    .addOption(json)
    .option('--explain', 'print which rule gave each field')
    .action(async (file, options) => {
      const { extract } = await import('./commands/extract.ts');
      finish(await extract(file, options));
    });

  program
    .command('doctor')
    .description('check what goldpan needs on this machine, and say what to do')
    .option('--sites', 'check a known public page of each platform instead')
    .action(async ({ sites }) => {
      if (sites) {
        const { doctorSites } = await import('./commands/doctor-sites.ts');
        finish(await doctorSites());
      } else {
        const { doctor } = await import('./commands/doctor.ts');
        finish(await doctor());
      }
    });

  addFleet(program, finish);
  return program;
}

/** What is done with a fleet that `make deploy` has put on AWS. */
function addFleet(program: Command, finish: (exitCode: number) => void): void {
  const fleet = program.command('fleet').description('work with the fleet on AWS');
  const stage = new Option('--stage <stage>', 'which fleet').choices(STAGES).default('dev');

  fleet
    .command('secret')
    .description(
      'put MONGODB_URI and GITHUB_TOKEN of this environment into the secret of the fleet',
    )
    .addOption(stage)
    .action(async (options) => {
      const { fleetSecret } = await import('./commands/fleet/secret.ts');
      finish(await fleetSecret(options));
    });

  fleet
    .command('ingest')
    .description('have the fleet crawl all links of a links file, and watch it')
    .argument('[file]', 'JSON array of {"user", "links"}', 'links.json')
    .addOption(stage)
    .action(async (file, options) => {
      const { fleetIngest } = await import('./commands/fleet/ingest.ts');
      finish(await fleetIngest(file, options));
    });

  fleet
    .command('invoke')
    .description('crawl one link at once, past the queue, and print the answer')
    .requiredOption('--user <name>', 'whose writing it is, as "First Last"')
    .requiredOption('--link <link>', 'post, article, repository, profile or publication')
    .addOption(stage)
    .action(async (options) => {
      const { fleetInvoke } = await import('./commands/fleet/invoke.ts');
      finish(await fleetInvoke(options));
    });

  fleet
    .command('redrive')
    .description('show the dead letters, each with its reason, and send them back to the queue')
    .option('--yes', 'do not ask')
    .option('--drop-poison', 'delete those that are no message')
    .addOption(stage)
    .action(async (options) => {
      const { fleetRedrive } = await import('./commands/fleet/redrive.ts');
      finish(await fleetRedrive(options));
    });

  fleet
    .command('logs')
    .description('print what the fleet has logged')
    .addOption(
      new Option('--since <age>', 'how far back: 10m, 2h, 1d')
        .argParser(age)
        .default(600_000, '10m'),
    )
    .option('--user <name>', 'only lines about this person')
    .option('--link <link>', 'only lines about this link')
    .option('--follow', 'go on with what comes, until Ctrl-C')
    .addOption(stage)
    .action(async (options) => {
      const { fleetLogs } = await import('./commands/fleet/logs.ts');
      finish(await fleetLogs(options));
    });
}

async function main(): Promise<void> {
  loadEnvFile();
  try {
    await commandLine((exitCode) => {
      process.exitCode = exitCode;
    }).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else if (error instanceof CrawlError) {
      console.error(`${paint('red', error.code, process.stderr)}: ${error.message}\n${error.hint}`);
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
}

await main();
