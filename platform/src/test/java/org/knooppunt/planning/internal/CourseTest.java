package org.knooppunt.planning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.knooppunt.planning.PlanSummary;

class CourseTest {
    @Test
    void aLongSearchKeepsItsBeginningItsEndAndSoManyPointsBetween() {
        Course course = new Course();
        for (int beat = 0; beat <= 36_000; beat++) {
            course.add(new PlanSummary.Progress(beat, 100_000.0 - beat, beat * 0.5));
            assertThat(course.points()).hasSizeLessThanOrEqualTo(Course.MOST);
        }

        List<PlanSummary.Progress> points = course.points();
        assertThat(points).hasSizeGreaterThan(Course.MOST / 4);
        assertThat(points.getFirst().seconds()).isZero();
        assertThat(points.getLast().seconds()).isEqualTo(18_000);
        assertThat(points).extracting(PlanSummary.Progress::seconds).isSorted().doesNotHaveDuplicates();
        double widest = 0;
        for (int i = 1; i < points.size(); i++) {
            widest =
                    Math.max(widest, points.get(i).seconds() - points.get(i - 1).seconds());
        }
        assertThat(widest).as("no part of the search is left out").isLessThan(18_000 * 6.0 / Course.MOST);
    }

    @Test
    void whatIsToldTwiceForTheSameMomentStandsOnce() {
        Course course = new Course();
        course.add(new PlanSummary.Progress(1, null, 0.5));
        course.add(new PlanSummary.Progress(2, 3.0, 0.5));

        assertThat(course.points()).containsExactly(new PlanSummary.Progress(2, 3.0, 0.5));
    }
}
