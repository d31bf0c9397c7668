"""Given names that nearly always are a woman's or a man's, in the English-speaking press."""

from __future__ import annotations

_WOMEN = """
    Abigail Agnes Alice Alicia Alison Allison Alma Amanda Amber Amelia Amy Ana Andrea Angela Anita Ann
    Anna Anne Annette April Arlene Ashley Audrey Barb Barbara Beatrice Becky Belinda Beth Bethany Betty
    Beverly Bonnie Brenda Brittany Caitlin Carla Carmen Carol Carolina Caroline Carolyn Carrie Catherine
    Cathy Charlotte Cheryl Christina Christine Cindy Claire Clara Colleen Connie Crystal Cynthia Daisy
    Danielle Dawn Deb Deborah Debra Denise Diana Diane Donna Doris Dorothy Edith Eileen Elaine Eleanor
    Elena Elizabeth Ella Ellen Ellie Emily Emma Erica Erin Esther Eva Evelyn Fatima Felicia Fiona
    Florence Frances Gail Gemma Georgia Gina Gladys Gloria Grace Greta Gwen Gwendolyn Hannah Harriet
    Hazel Heather Heidi Helen Holly Hope Ida Ines Inez Ingrid Irene Isabel Ivy Jackie Jacqueline Jane
    Janelle Janet Janice Jasmine Jean Jeanne Jennifer Jenny Jessica Jill Joan Joanna Joanne Josephine
    Joyce Juanita Judith Judy Julia Julie June Karen Kate Katherine Kathleen Kathryn Kathy Katie Kayla
    Kelly Kendra Kimberly Kirsten Kristen Kristin Latoya Laura Lauren Leah Lena Leslie Lillian Lillie
    Lily Linda Lisa Liz Lois Lori Lorraine Louise Lucia Lucille Lucy Lydia Lynn Mabel Madison Maggie
    Mandy Marcia Margaret Maria Marian Marie Marilyn Marisol Marjorie Marlene Martha Mary Maureen Megan
    Melanie Melissa Michelle Mildred Miranda Molly Monica Monique Nadia Nancy Naomi Natalie Natasha
    Nicole Nina Nora Norma Olivia Pam Pamela Patricia Patty Paula Pauline Peggy Penelope Penny Phyllis
    Priya Rachel Rebecca Regina Renee Renée Rhonda Rita Roberta Rosa Rosalie Rose Rosemary Roxanne Ruby
    Ruth Sabrina Sally Samantha Sandra Sara Sarah Sharon Sheila Sheri Sherry Shirley Sofia Sonia Sonja
    Sonya Sophia Sophie Stacy Stella Stephanie Sue Susan Suzanne Sylvia Tamara Tammy Tanya Tara Tasha
    Teresa Theresa Tiffany Tina Tonya Tracy Trish Trudy Valerie Vanessa Vera Veronica Victoria Violet
    Virginia Vivian Wanda Wendy Yolanda Yvette Yvonne Zelda Zoe
"""
_MEN = """
    Aaron Abdul Abraham Adam Ahmed Alan Albert Alejandro Alfred Allen Alvin Andre Andrew Anthony Antonio
    Arnold Arthur Barry Ben Benjamin Bernard Bill Billy Bob Bobby Brad Bradley Brandon Brent Brett Brian
    Bruce Bryan Byron Calvin Carl Carlos Cecil Cesar Chad Charles Chester Chris Christopher Clarence
    Clifford Clyde Cody Colin Craig Curtis Dale Dan Daniel Danny Darnell Darren Darryl Dave David Dean
    Dennis Derek Derrick Diego Don Donald Doug Douglas Duane Dustin Dwayne Dylan Earl Ed Eddie Edgar
    Eduardo Edward Edwin Elliot Eric Erik Ernest Ethan Eugene Everett Felix Fernando Floyd Francis
    Francisco Frank Fred Frederick Gabriel Garrett Gary Gavin Gene George Gerald Gilbert Glen Glenn
    Gordon Graham Grant Greg Gregory Gus Guy Hal Harold Harry Harvey Hector Henry Herbert Herman Howard
    Hugh Hugo Ian Irving Isaac Ivan Jack Jacob Jake Jamal James Jared Jason Jasper Javier Jeff Jeffrey
    Jeremy Jerome Jerry Jesse Jesus Jim Jimmy Joe Joel John Johnny Jon Jonathan Jorge Jose Joseph Josh
    Joshua José Juan Julio Justin Karl Keith Ken Kenneth Kenny Kent Kevin Kirk Kurt Kyle Lance Larry
    Lawrence Leo Leon Leonard Leroy Liam Lloyd Logan Lonnie Louis Lucas Luis Luke Luther Malcolm Malik
    Manuel Marc Marcus Mario Mark Martin Marty Marvin Mason Mathew Matt Matthew Maurice Max Melvin
    Michael Miguel Mike Milton Mohamed Mohammed Murray Nate Nathan Neil Nicholas Nick Nigel Noah Norm
    Norman Oliver Omar Orville Oscar Otis Owen Patrick Paul Pedro Percy Perry Peter Phil Philip Phillip
    Rafael Ralph Ramon Randall Randy Raul Ray Raymond Reginald Rex Ricardo Richard Rick Ricky Rob Robert
    Roberto Rodney Roger Roland Ron Ronald Ronnie Ross Roy Russell Ryan Sam Samuel Scott Sean Sergio
    Seth Shane Shawn Silas Simon Spencer Stan Stanley Stephen Steve Steven Stuart Ted Terrence Theodore
    Thomas Tim Timothy Todd Tom Tommy Tony Travis Trent Trevor Troy Tyler Vernon Victor Vince Vincent
    Virgil Wade Wallace Walt Walter Warren Wayne Wendell Wesley Wilbur William Willie Yusuf Zach Zachary
"""
PRONOUNS: dict[str, str] = dict.fromkeys(_WOMEN.split(), "she") | dict.fromkeys(_MEN.split(), "he")
"""Given name → ``he`` or ``she``; names of both (Terry, Dana, Kim) are left out."""
