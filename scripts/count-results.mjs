// Prints "passed failed skipped" of a results file written by Vitest or Playwright.
import { readFileSync } from 'node:fs';

const results = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const counts = results.stats
  ? [results.stats.expected + results.stats.flaky, results.stats.unexpected + (results.errors ?? []).length,
      results.stats.skipped]
  : [results.numPassedTests, results.numFailedTests + (results.numFailedTests === 0 ? results.numFailedTestSuites : 0),
      results.numPendingTests + results.numTodoTests];
console.log(counts.join(' '));
