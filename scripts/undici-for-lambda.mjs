// All that goldpan uses of undici, put together as its own index does. The index loads fetch, WebSocket, caches and mocks
// too, which Node has or nobody needs: 250 kB and a third of its import time. A further name is added here when
// src/fetching/ uses one; the build fails until then.
import api from '../node_modules/undici/lib/api/index.js';
import Dispatcher from '../node_modules/undici/lib/dispatcher/dispatcher.js';

Object.assign(Dispatcher.prototype, api);

export { default as buildConnector } from '../node_modules/undici/lib/core/connect.js';
export { default as EnvHttpProxyAgent } from '../node_modules/undici/lib/dispatcher/env-http-proxy-agent.js';
