package org.knooppunt.command;

/** The one program: every command, the server included, starts here. */
public final class Knooppunt {
    private Knooppunt() {}

    public static void main(String[] args) {
        int exit = Commands.run(args);
        if (exit != Commands.STILL_SERVING) {
            System.exit(exit);
        }
    }
}
