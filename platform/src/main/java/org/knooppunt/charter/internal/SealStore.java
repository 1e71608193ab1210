package org.knooppunt.charter.internal;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The certificates with which this installation seals or sealed, in the database. */
@Repository
public class SealStore {
    private final JdbcClient jdbc;

    SealStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void know(String fingerprint, byte[] certificate) {
        jdbc.sql("insert into charter_seal (fingerprint, certificate) values (?, ?) on conflict do nothing")
                .params(fingerprint, certificate)
                .update();
    }

    public List<byte[]> certificates() {
        return jdbc.sql("select certificate from charter_seal")
                .query(byte[].class)
                .list();
    }
}
