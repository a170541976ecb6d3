/** What the name of a file tells: not written by a person, or no text. */
import ignore from 'ignore';
import { hasBinaryName } from './binary-names.ts';
import type { FileAttributes } from './git-attributes.ts';

export type NameVerdict = 'ignored' | 'vendored' | 'generated' | 'binary' | undefined;

// The lists follow linguist's vendor.yml and generated.rb (github-linguist/linguist), which decide what GitHub counts as
// code of a repository, as .gitignore patterns. A folder name that people also give to their own code (build, bin, lib,
// env, cache, packages, testdata, debian) is not on them, nor a name that they give to their own scripts (chart.js,
// prototype.js): what lies there is judged file by file.

/** Left behind by tools, systems and editors; keys and secrets. */
const IGNORED = `
  .git/ .hg/ .svn/
  .idea/ .vs/ *.sublime-workspace *.swp *~ .DS_Store Thumbs.db desktop.ini
  __pycache__/ .pytest_cache/ .mypy_cache/ .ruff_cache/ .tox/ .nox/ .eggs/ *.egg-info/ .ipynb_checkpoints/ .venv/
  .cache/ .parcel-cache/ .turbo/ .gradle/ .nyc_output/ htmlcov/ .coverage coverage.xml lcov.info *.tsbuildinfo *.log
  .env .env.* !.env.example !.env.sample !.env.template !.env.dist !.env.defaults .netrc .pgpass .htpasswd
  .git-credentials *.pem *.p12 *.pfx *.ppk id_rsa id_dsa id_ecdsa id_ed25519`;

/** Written by other people, or built from what lies beside it. */
const VENDORED = `
  node_modules/ bower_components/ jspm_packages/ web_modules/ .yarn/releases/ .yarn/plugins/ .yarn/sdks/ flow-typed/
  vendor/ vendors/ third_party/ third-party/ thirdparty/ 3rd_party/ 3rd-party/ 3rdparty/ external/ externals/
  /deps/ /dependencies/ Godeps/ Pods/ Carthage/ Crashlytics.framework/ Fabric.framework/ site-packages/
  admin_media/ bootstrap-datepicker/ extjs/ /packages/*.[0-9]*.[0-9]*/ /puphpet/ .google_apis/
  *.xctemplate/ *.imageset/
  dist/ _site/ .next/ .nuxt/ .output/ .svelte-kit/ .docusaurus/ docs/_build/ doc/_build/ storybook-static/
  gradlew gradlew.bat gradle/wrapper/ mvnw mvnw.cmd .mvn/wrapper/ dotnet-install.ps1 dotnet-install.sh
  config.guess config.sub aclocal.m4 libtool.m4 ltoptions.m4 ltsugar.m4 ltversion.m4 lt~obsolete.m4 ltmain.sh
  install-sh depcomp cpplint.py erlang.mk
  jquery.js jquery-[0-9]*.js jquery-ui*.js jquery-ui*.css jquery.ui.* jquery.effects.* jquery.fn.gantt.js
  jquery.fancybox.js jquery.fancybox.css jquery.fileupload*.js jquery.validate*.js jquery.unobtrusive-ajax.js
  bootstrap.js bootstrap.css bootstrap.less bootstrap.scss bootstrap.bundle.js bootstrap-theme.css
  bootstrap-grid.css bootstrap-reboot.css font-awesome.css font-awesome.less font-awesome.scss fontawesome.css
  fontello*.css octicons.css normalize.css normalize.scss animate.css
  modernizr*.js html5shiv.js mootools-*.js dojo.js MochiKit.js yahoo-*.js yui-*.js yui.js knockout-[0-9]*.js
  shBrush*.js shCore.js shLegacy.js leaflet.js leaflet.draw*.js leaflet.draw.css leaflet.spin.js
  Control.FullScreen.js Control.FullScreen.css wicket-leaflet.js fuelux.js cordova.js cordova-[0-9]*.js ckeditor.js
  *-vsdoc.js *.intellisense.js MicrosoftAjax*.js MicrosoftMvc*.js proguard-rules.pro
  angular.js d3.js d3.v[0-9].js react.development.js react.production.js vue.js underscore.js backbone.js lodash.js
  tiny_mce/ ckeditor/ MathJax/ ace-builds/`;

/** Written by a program. */
const GENERATED = `
  package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock deno.lock .pnp.*
  poetry.lock Pipfile.lock pdm.lock uv.lock pixi.lock conda-lock.yml renv.lock
  Cargo.lock Cargo.toml.orig Gemfile.lock composer.lock mix.lock pubspec.lock Podfile.lock Package.resolved
  go.sum Gopkg.lock glide.lock gradle.lockfile packages.lock.json flake.lock MODULE.bazel.lock
  .terraform.lock.hcl
  *.min.js *.min.mjs *.min.css *-min.js *-min.css *.js.map *.mjs.map *.cjs.map *.css.map *.ts.map
  *_pb2.py *_pb2.pyi *_pb2_grpc.py *.pb.go *.pb.cc *.pb.h *.pb.swift *_pb.js *_pb.ts *_pb.d.ts *_grpc_pb.js
  *.zep.c *.zep.h *.zep.php sorbet/rbi/gems/ sorbet/rbi/dsl/ sorbet/rbi/annotations/ ppport.h
  bun.lockb go.work.sum esy.lock *.esy.lock
  __generated__/ __snapshots__/ *.snap *.designer.cs *.designer.vb *.feature.cs *.g.dart *.freezed.dart *_tlb.pas
  *.nib *.xcworkspacedata *.xcuserstate .sqlx/`;

const ignored = patterns(IGNORED);
const vendored = patterns(VENDORED);
const generated = patterns(GENERATED);

/**
 * Judges a file by its path.
 *
 * @param path relative, as the archive gives it, without `..`
 * @param attributes what the owner says of the file; it goes before what the name looks like
 * @example
 * judgeName('node_modules/left-pad/index.js'); // 'vendored'
 * judgeName('.github/workflows/ci.yml'); // undefined: it is kept
 */
export function judgeName(path: string, attributes: FileAttributes = {}): NameVerdict {
  if (ignored.ignores(path)) return 'ignored';
  if (attributes.vendored ?? vendored.ignores(path)) return 'vendored';
  if (attributes.generated ?? generated.ignores(path)) return 'generated';
  return hasBinaryName(path) ? 'binary' : undefined;
}

function patterns(list: string): ignore.Ignore {
  return ignore({ ignorecase: true }).add(list.trim().split(/\s+/));
}
