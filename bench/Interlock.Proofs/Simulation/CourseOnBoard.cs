using Interlock.Tissue;
using Interlock.VirtualBoard;

namespace Interlock.Proofs.Simulation;

/// <summary>Closes the loop between a virtual board and the tissue.</summary>
public static class CourseOnBoard
{
    /// <summary>The board's contacts are the generator's line from now on.</summary>
    public static void Follow(this AblationCourse course, Board board) => board.ContactsChanged += (us, k1, k2) => course.SetLine(us, k1 && k2);
}
