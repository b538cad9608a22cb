import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// One file, named as the workbench asks for it. The same sources give the same bytes: nothing of the machine goes in.
// It is built as an application's entry, not in library mode: a library keeps its white space.
export default defineConfig({
  plugins: [svelte({ configFile: false, compilerOptions: { css: "external", runes: true } })],
  publicDir: false,
  build: {
    target: "es2022",
    outDir: process.env.SAYSO_FRONT_OUT ?? "../src/sayso/workbench/assets",
    emptyOutDir: false,
    modulePreload: false,
    rollupOptions: {
      input: "src/main.ts",
      output: { format: "es", entryFileNames: "workbench.js", codeSplitting: false },
    },
  },
});
