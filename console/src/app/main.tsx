import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@/shared/theme/tokens.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { sessionQuery } from '@/shared/api/session';
import { readersLanguage, sharedTexts, TextStore } from '@/shared/i18n/text-store';
import { makeQueryClient, Providers } from './providers';
import { makeRouter } from './router';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root.');

try {
  const queries = makeQueryClient();
  // Who is signed in is asked while the words are on their way, so waiting for them costs nothing.
  void queries.prefetchQuery(sessionQuery());
  const texts = new TextStore(readersLanguage());
  await texts.add(sharedTexts);
  createRoot(place).render(
    <StrictMode>
      <Providers queries={queries} texts={texts}>
        <RouterProvider router={makeRouter(texts)} />
      </Providers>
    </StrictMode>,
  );
} catch {
  // Without a dictionary nothing can be said in one language, so both are said here.
  place.textContent = 'The console did not arrive whole; load the page again. 控制台未能完整载入，请刷新页面。';
}
