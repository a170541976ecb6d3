/** What `make local-start DEMO=1` runs in the background: the local Lambda, with the replica sites for an internet. */
import { serve } from '../src/local/serve.ts';
import { allSites } from '../test/sites/index.ts';
import { startReplicaSites } from '../test/sites/replica.ts';

const replica = await startReplicaSites(allSites);

await serve({
  settings: {
    // As in demo/run.ts: apart from the documents of your own.
    MONGODB_DATABASE: 'demo',
    HTTPS_PROXY: replica.proxyUrl,
    HTTP_PROXY: replica.proxyUrl,
    NODE_EXTRA_CA_CERTS: replica.caPath,
    // Replica sites need no rest between two requests.
    PACE: '0',
  },
  onStop: () => replica.close(),
});
