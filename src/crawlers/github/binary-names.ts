/** Endings of names that never hold text worth reading; whatever has another ending is judged by its bytes. */

const BINARY_ENDINGS = new Set(
  `
  3ds 3gp 7z aac aiff apk ar arrow arw avi avif bin blend bmp bz2 cab caf ckpt class cr2 cur db dds deb
  dex dll dmg doc docx dng dylib ear egg eot epub exe f4v fbx feather fla flac flv gguf ggml gif glb gz h5
  hdf5 heic heif icns ico iso jar jp2 jpeg jpg joblib jxl keystore ktx lz lz4 lzma m4a m4v mid midi mkv
  mlmodel mobi mov mp3 mp4 mpeg mpg msi nc npy npz o odp ods odt ogg ogv onnx opus orc otf parquet pdb
  pdf pickle pkl png ppt pptx psd pt pth pyc pyd pyo rar rlib rpm safetensors sketch so sqlite sqlite3
  swf tar tflite tga tgz tif tiff ttc ttf wasm wav weba webm webp whl wma wmv woff woff2 xcf xls xlsb xlsx xz
  zip zst`
    .trim()
    .split(/\s+/),
);

/**
 * @example
 * hasBinaryName('docs/harbour.PNG'); // true
 * hasBinaryName('pyproject.toml'); // false
 */
export function hasBinaryName(path: string): boolean {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 && BINARY_ENDINGS.has(path.slice(dot + 1).toLowerCase());
}
