// A function that does on demand what functions do: answer, throw, hang, die.
let invocations = 0;

export const handler = async (event, context) => {
  invocations += 1;
  if (event.throws) throw Object.assign(new Error(event.throws), { name: 'ThrottledError' });
  if (event.exits !== undefined) process.exit(event.exits);
  if (event.hangs) await new Promise((resolve) => setTimeout(resolve, event.hangs));
  if (event.blocks) for (;;);
  if (event.bytes) return 'x'.repeat(event.bytes);
  const env = Object.keys(process.env).sort();
  return { invocations, event, env, remaining: context.getRemainingTimeInMillis() };
};
