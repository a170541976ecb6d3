/** Runs expressions in a page without the page's scripts being able to interfere. */
import type { Page } from 'playwright-core';

export type Evaluate = (expression: string) => Promise<unknown>;

/** A world that shares the document with the page's scripts and nothing else; it lasts as long as the document. */
export async function hiddenWorld(page: Page): Promise<Evaluate> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'goldpan',
  });
  return async (expression) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new TypeError(`Within the page: ${exceptionDetails.text}`);
    return result.value;
  };
}
