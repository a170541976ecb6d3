/** One slot of the local Lambda: a function process behind its own Runtime API, started anew when it dies or hangs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { failure, type InvocationResult, startRuntimeApi } from './runtime-api.ts';
import { runtimeClientArguments } from './runtime-client.ts';

export interface FunctionOptions {
  /** Folder of the bundle: `index.mjs`. */
  readonly folder: string;
  /** The whole environment of the process: a Lambda inherits nothing. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export interface FunctionProcess {
  readonly busy: boolean;
  invoke(payload: string, requestId?: string): Promise<InvocationResult>;
  close(): Promise<void>;
}

const HANDLER = 'index.handler';

/**
 * Opens a slot. The process starts with the first invocation (a cold start) and is kept for the next ones.
 *
 * @example
 * const slot = await openFunctionProcess({ folder: 'dist', env: { MONGODB_URI }, timeoutMs: 60_000 });
 * await slot.invoke('{"user":"Mara Lindqvist","link":"https://mara.example/"}');
 */
export async function openFunctionProcess(options: FunctionOptions): Promise<FunctionProcess> {
  const { folder, timeoutMs } = options;
  const api = await startRuntimeApi();
  const env = {
    AWS_LAMBDA_FUNCTION_NAME: 'goldpan',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/goldpan',
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_REGION: 'us-east-1',
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: HANDLER,
    ...options.env,
    AWS_LAMBDA_RUNTIME_API: api.address,
  };
  let child: ChildProcess | undefined;
  let busy = false;

  const start = (): ChildProcess => {
    const started = spawn(process.execPath, runtimeClientArguments(HANDLER), {
      cwd: folder,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const gone = (how: string): void => {
      // One that was ended after a time-out has been replaced already.
      if (child !== started) return;
      child = undefined;
      api.settle(failure('Runtime.ExitError', `Error: Runtime exited with error: ${how}`));
    };
    started.on('exit', (code, signal) => gone(signal ?? `exit status ${code}`));
    started.on('error', (cause) => gone(cause.message));
    return started;
  };

  const end = async (): Promise<void> => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const exited = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await exited;
  };

  return {
    get busy() {
      return busy;
    },
    async invoke(payload, requestId = randomUUID()) {
      busy = true;
      const result = api.submit({ requestId, payload, deadlineMs: Date.now() + timeoutMs });
      child ??= start();
      const timer = setTimeout(() => {
        const seconds = (timeoutMs / 1000).toFixed(2);
        api.settle(
          failure(
            'Sandbox.Timedout',
            `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
          ),
        );
        void end();
      }, timeoutMs);
      try {
        return await result;
      } finally {
        clearTimeout(timer);
        busy = false;
      }
    },
    async close() {
      await end();
      await api.close();
    },
  };
}
