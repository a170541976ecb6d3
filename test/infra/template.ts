/** The stack as CloudFormation would get it, and parts of it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { fleetApp } from '../../infra/fleet-app.ts';

const { context: always } = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')));

/**
 * Makes the app from a bundle and a layer of a few bytes, which are gone afterwards.
 *
 * @param context as with `-c name=value`
 */
export function appOf<Result>(
  context: Readonly<Record<string, string>>,
  use: (app: App) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), 'infra-'));
  try {
    const [bundle, layer] = [join(folder, 'dist'), join(folder, 'dist-layer')];
    mkdirSync(bundle);
    writeFileSync(join(bundle, 'index.mjs'), 'export const handler = () => undefined;');
    mkdirSync(layer);
    writeFileSync(join(layer, 'nodejs'), '');
    const props = { context: { ...always, ...context }, outdir: join(folder, 'out') };
    return use(fleetApp({ bundle, layer }, props));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param context as with `-c name=value` */
export function templateOf(context: Readonly<Record<string, string>> = {}): Template {
  return appOf(context, (app) => {
    const stack = app.node.children.find((child) => child instanceof Stack);
    if (stack === undefined) throw new TypeError('The app has no stack');
    return Template.fromStack(stack);
  });
}

/** The properties of the only resource of a type. */
export function only(template: Template, type: string): Record<string, unknown> {
  const found = Object.values(template.findResources(type));
  if (found.length !== 1) throw new TypeError(`${found.length} resources are ${type}`);
  return z.record(z.string(), z.unknown()).parse(found[0]?.Properties);
}

const statement = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
  Principal: z.unknown().optional(),
});
export type Statement = z.infer<typeof statement>;

/** All statements of the policies of a type; of the roles whose logical id starts so, where one is given. */
export function statementsOf(
  template: Template,
  type: 'AWS::IAM::Policy' | 'AWS::SQS::QueuePolicy' | 'AWS::SNS::TopicPolicy',
  role = '',
): Statement[] {
  return Object.values(template.findResources(type))
    .filter(({ Properties }) => JSON.stringify(Properties.Roles ?? '').includes(role))
    .flatMap(({ Properties }) => z.array(statement).parse(Properties.PolicyDocument.Statement));
}
