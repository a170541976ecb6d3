/** Characters of formulas → the commands that TeX has for them. Any other character is TeX of its own. */

const GREEK =
  'αalpha βbeta γgamma δdelta εvarepsilon ϵepsilon ζzeta ηeta θtheta ϑvartheta ιiota κkappa λlambda μmu νnu ξxi πpi ρrho ' +
  'σsigma ςvarsigma τtau υupsilon φvarphi ϕphi χchi ψpsi ωomega ΓGamma ΔDelta ΘTheta ΛLambda ΞXi ΠPi ΣSigma ΦPhi ΨPsi ΩOmega';

const SIGNS =
  '≤le ≥ge ≠ne ≈approx ≡equiv ∼sim ±pm ∓mp ×times ÷div ⋅cdot ·cdot ∗ast ∘circ ∞infty ∂partial ∇nabla ∑sum ∏prod ∫int ' +
  '√surd →to ←gets ↦mapsto ⇒implies ⟹implies ⇔iff ⟺iff ∈in ∉notin ⊂subset ⊆subseteq ∪cup ∩cap ⋃bigcup ⋂bigcap ∅emptyset ' +
  '∀forall ∃exists ¬neg ∧land ∨lor ⊕oplus ⊗otimes ∝propto ℝmathbb{R} ℕmathbb{N} ℤmathbb{Z} ℚmathbb{Q} ℂmathbb{C} ℓell ' +
  'ℏhbar …ldots ⋯cdots ⋮vdots ⋱ddots ⟨langle ⟩rangle ⌊lfloor ⌋rfloor ⌈lceil ⌉rceil ‖|';

const COMMANDS = new Map<string, string>([
  ...`${GREEK} ${SIGNS}`.split(' ').map((one) => [one.slice(0, 1), `\\${one.slice(1)}`] as const),
  ...[...'{}$%&#_'].map((mark) => [mark, `\\${mark}`] as const),
  ['\\', '\\backslash'],
  ['−', '-'],
  // Function application, invisible times, separator and plus.
  ...[...'\u2061\u2062\u2063\u2064'].map((mark) => [mark, ''] as const),
]);

/** @example symbolTex('≤') // '\\le' */
export function symbolTex(text: string): string {
  let result = '';
  for (const char of text) {
    const command = COMMANDS.get(char) ?? char;
    const isRunIn = /\\[a-z]+$/i.test(result.slice(-20)) && /^[a-z]/i.test(command);
    result += isRunIn ? ` ${command}` : command;
  }
  return result;
}
