/**
 * Preloaded into the process of the runtime client (`node --import runtime-hook.ts …`): answers its request for the native
 * part, which npm does not build here, with `native-client.ts`. Nothing in node_modules is touched.
 */
import { registerHooks } from 'node:module';

const nativeClient = new URL('native-client.ts', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.endsWith('/rapid-client.node')) return { url: nativeClient, shortCircuit: true };
    return nextResolve(specifier, context);
  },
});
