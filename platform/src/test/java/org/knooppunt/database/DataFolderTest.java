package org.knooppunt.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final Path USER = Path.of("/home/an");

    @Test
    void dataAreInTheUsersDataFolderUnlessAnotherIsNamed() {
        assertThat(DataFolder.find(Map.of(), "Linux", USER)).isEqualTo(Path.of("/home/an/.local/share/knooppunt"));
        assertThat(DataFolder.find(Map.of(), "Mac OS X", USER))
                .isEqualTo(Path.of("/home/an/Library/Application Support/knooppunt"));
        assertThat(DataFolder.find(Map.of("XDG_DATA_HOME", "/data"), "Linux", USER))
                .isEqualTo(Path.of("/data/knooppunt"));
        assertThat(DataFolder.find(Map.of("KNOOPPUNT_HOME", "/srv/hub", "XDG_DATA_HOME", "/data"), "Linux", USER))
                .isEqualTo(Path.of("/srv/hub"));
    }

    @Test
    void emptyAndRelativeSettingsCountAsNone() {
        assertThat(DataFolder.find(Map.of("KNOOPPUNT_HOME", " ", "XDG_DATA_HOME", "share"), "Linux", USER))
                .isEqualTo(Path.of("/home/an/.local/share/knooppunt"));
    }

    @Test
    void aRelativeHomeIsThatOfTheCaller() {
        assertThat(DataFolder.find(Map.of("KNOOPPUNT_HOME", "hub"), "Linux", USER))
                .isEqualTo(Path.of("hub").toAbsolutePath());
    }

    @Test
    void onlyTheOwnerCanReadANewFolder(@TempDir Path folder) throws IOException {
        Path home = folder.resolve("a/b");

        DataFolder.create(home);

        assertThat(Files.getPosixFilePermissions(home))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE", "OWNER_EXECUTE");
    }

    @Test
    void aFileWhereTheFolderShouldBeIsToldWithWhatToDo(@TempDir Path folder) throws IOException {
        Path home = Files.createFile(folder.resolve("hub"));

        assertThatThrownBy(() -> DataFolder.create(home)).isInstanceOfSatisfying(DatabaseFault.class, fault -> {
            assertThat(fault.problem()).contains(home.toString()).contains("is a file");
            assertThat(fault.remedy()).contains("KNOOPPUNT_HOME");
        });
    }

    @Test
    void aFullDiskIsToldApartFromAMissingPermission() {
        DatabaseFault full =
                DataFolder.notWritable(USER, new FileSystemException("x", null, "No space left on device"));
        DatabaseFault closed = DataFolder.notWritable(USER, new java.nio.file.AccessDeniedException("x"));

        assertThat(full.problem()).contains("is full");
        assertThat(closed.problem()).contains("no permission");
    }
}
