/** Who is compared and comes from PyPI: with the settings of `measure.py`, in a Python of their own. */
import { fetchPython } from '../../scripts/fetch-python.ts';

/** The second one is written in Rust; its bindings for Python are what PyPI has of it. */
export const PYTHON_CONTESTANTS: readonly string[] = ['trafilatura', 'rs-trafilatura'];

/** trafilatura's own requirements leave out the cleaner that one of them asks for. */
const PACKAGES = ['trafilatura==2.3.1', 'lxml_html_clean==0.4.6', 'rs-trafilatura==0.1.1'];

/** Installs them on first use, and gives the path of their Python. */
export function pythonOfContestants(): Promise<string> {
  return fetchPython(...PACKAGES);
}
