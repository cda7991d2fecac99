package io.crmkit.identity;

import io.crmkit.engine.Directory;
import io.crmkit.engine.Engine;
import io.crmkit.engine.KeyRing;

/** The services of this package, made once for an engine. Thread-safe. */
public final class Identity {
  private final LoginService logins;
  private final MemberService members;

  /** Makes the services on an engine whose directory is {@link #directory(Engine)}. */
  public Identity(Engine engine, KeyRing keys, LoginConfig config) {
    Members known = (Members) engine.directory();
    this.logins = new LoginService(known, new Tokens(keys), config, engine.clock());
    this.members = new MemberService(known, logins, engine.clock());
  }

  /** Makes the directory of an engine. */
  public static Directory directory(Engine engine) {
    return new Members(engine);
  }

  /** Returns what proves who calls. */
  public LoginService logins() {
    return logins;
  }

  /** Returns what makes organizations and members. */
  public MemberService members() {
    return members;
  }
}
