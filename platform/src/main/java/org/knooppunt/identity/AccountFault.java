package org.knooppunt.identity;

/** A change of an account that is refused; the code is also the message key {@code accounts.fault.<code>}. */
public final class AccountFault extends RuntimeException {
    /** Why. */
    public enum Reason {
        EMAIL_TAKEN("emailTaken"),
        LAST_ADMINISTRATOR("lastAdministrator"),
        CHANGED_MEANWHILE("changedMeanwhile"),
        GONE("gone");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Reason reason;

    AccountFault(Reason reason) {
        super(reason.code());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String messageKey() {
        return "accounts.fault." + reason.code();
    }
}
