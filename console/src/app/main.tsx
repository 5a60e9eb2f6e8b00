import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@/shared/theme/tokens.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient, Providers } from './providers';
import { makeRouter } from './router';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root.');

createRoot(place).render(
  <StrictMode>
    <Providers queries={makeQueryClient()}>
      <RouterProvider router={makeRouter()} />
    </Providers>
  </StrictMode>,
);
