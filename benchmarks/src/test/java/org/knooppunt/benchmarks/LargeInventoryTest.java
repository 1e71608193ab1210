package org.knooppunt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knooppunt.engine.inventory.Inventory;

class LargeInventoryTest {
    @Test
    void theSameSeedGivesTheSameInventoryAndAnotherSeedAnother() {
        Inventory one = LargeInventory.generate(1);

        assertThat(List.copyOf(LargeInventory.generate(1).offers())).isEqualTo(List.copyOf(one.offers()));
        assertThat(List.copyOf(LargeInventory.generate(2).offers())).isNotEqualTo(List.copyOf(one.offers()));
        assertThat(one.offers()).hasSize(100_000);
        assertThat(one.sites()).hasSize(2_000);
        assertThat(one.classes()).hasSize(200);
    }

    @Test
    void noWordThatIsSearchedForStandsInAnother() {
        List<String> words = LargeInventory.vocabulary();

        for (String word : words) {
            assertThat(words.stream().filter(other -> other.contains(word))).containsExactly(word);
        }
    }
}
