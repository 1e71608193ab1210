package org.knooppunt.database;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A file that the database keeps, on disk while it is read: in a folder of its own, gone when closed. */
public record KeptFile(Path path) implements AutoCloseable {
    private static final int PIECE = 4 << 20;

    /**
     * Puts the column {@code content} of a row on disk under the name of the file, piece by piece.
     *
     * @param table as the code names it, never as somebody typed it
     */
    public static KeptFile open(JdbcClient jdbc, String table, long id, String fileName) throws IOException {
        KeptFile file = new KeptFile(Files.createTempDirectory("knooppunt-file").resolve(fileName));
        try (OutputStream out = Files.newOutputStream(file.path())) {
            byte[] piece;
            int from = 1;
            do {
                piece = jdbc.sql("select substring(content from ? for ?) from " + table + " where id = ?")
                        .params(from, PIECE, id)
                        .query((row, index) ->
                                Optional.ofNullable(row.getBytes(1)).orElse(new byte[] {}))
                        .single();
                out.write(piece);
                from += piece.length;
            } while (piece.length == PIECE);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        Path folder = path.getParent();
        if (folder != null) {
            Files.deleteIfExists(folder);
        }
    }
}
