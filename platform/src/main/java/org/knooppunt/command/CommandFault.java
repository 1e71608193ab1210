package org.knooppunt.command;

/** What was asked for cannot be done, and the message says why and what to do. No fault of the program: exit code 2. */
final class CommandFault extends RuntimeException {
    CommandFault(String message) {
        super(message);
    }

    CommandFault(String message, Throwable cause) {
        super(message, cause);
    }
}
