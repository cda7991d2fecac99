/**
 * Organizations, users, memberships and roles: who may do what, and proving who one is. Start at
 * {@link io.crmkit.identity.LoginService} and {@link io.crmkit.identity.MemberService}.
 */
@NullMarked
package io.crmkit.identity;

import org.jspecify.annotations.NullMarked;
