/** Preloaded into a process that has to do without the network: whoever opens a socket fails, and so does the process. */
import { Socket } from 'node:net';

Socket.prototype.connect = function refuse() {
  throw new Error('This process opened a socket');
};
