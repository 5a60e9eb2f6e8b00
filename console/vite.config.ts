import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The host serves the console under one prefix, so links and assets carry it from the start.
export const consoleBase = '/console/';

export default defineConfig({
  base: consoleBase,
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: 'dist',
    manifest: true,
    sourcemap: false,
    target: 'es2022',
    // The size budget is checked by checks/size-budget.test.ts in gzip, per part.
    chunkSizeWarningLimit: 800,
  },
  server: {
    proxy: { '/api': { target: process.env.MARQUEE_DEV_HOST ?? 'http://127.0.0.1:5080', changeOrigin: false } },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', 'checks/**/*.test.ts'],
    setupFiles: ['src/testing/setup.ts'],
    css: false,
    restoreMocks: true,
    testTimeout: 60_000,
  },
});
