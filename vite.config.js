import { defineConfig } from "vite";

// Everything lands in the ui app's static folder under names that carry their hash; Django finds them by the manifest.
export default defineConfig({
  root: "frontend",
  base: "/static/build/",
  publicDir: false,
  build: {
    outDir: "../src/hansa/foundation/ui/static/build",
    emptyOutDir: true,
    manifest: "manifest.json",
    // No data: addresses, because the pages' content policy allows none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    rollupOptions: { input: "frontend/src/main.js" },
  },
});
