/** The CDK app, whole: settings from the context, the stack of the stage, and the checks that it has to pass. */
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stackName } from '../src/fleet/stage.ts';
import { readSettings } from './settings.ts';
import { GoldpanStack, type GoldpanStackProps } from './stack.ts';

/**
 * Makes the app; `synth` fails at a finding of cdk-nag that has no reason written beside it.
 *
 * @throws InvalidSettingError when the context holds a wrong value
 * @example
 * fleetApp({ bundle: 'dist', layer: 'dist-layer' }, { context: { stage: 'prod' } }).synth();
 */
export function fleetApp(
  { bundle, layer }: Pick<GoldpanStackProps, 'bundle' | 'layer'>,
  props?: AppProps,
): App {
  const app = new App(props);
  const settings = readSettings(app.node.getAllContext());
  new GoldpanStack(app, stackName(settings.stage), { settings, bundle, layer });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
