/* Why the phone could not keep or give back: "full", "damaged" or "unavailable". */

export class VaultError extends Error {
  constructor(code, cause) {
    super(code, cause);
    this.name = "VaultError";
    this.code = code;
  }
}
